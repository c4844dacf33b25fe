"""The words that the marks know: folded, without accents, small letters. Data, and nothing else."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# == People ==
FAMILY_NAMES = _words("""
    traore coulibaly keita diarra toure maiga cisse dembele sidibe sangare konate kone diallo
    sissoko cissoko doumbia camara fofana sylla kante sow kane guindo dolo poudiougou tembely
    tembine arama kassogue ongoiba tolo samake bagayoko bamba berthe sanogo ouattara dakouo thera
    diabate kouyate niare simpara sacko haidara barry tamboura niangaly yattara mariko togola goita
    diakite bengaly magassa drabo kamate kassambara minta nientao djire dicko sankare sanankoua
    sow ballo bathily bocoum cisse danioko daou djiga doucoure dramera gassama gadiaga karembe
    kodio konta koita kayentao kampo landoure macalou maguiraga ndiaye n'diaye niambele nimaga
    sagara sanou saye sidi siby sogoba sogodogo somboro soumare soumounou tangara telly tembely
    timbo traole wague yalcouye yaro yalcoue yossi zerbo djourte alhousseyni intalla ghali
""")  # fmt: skip
FIRST_NAMES = _words("""
    moussa amadou mamadou ibrahim ibrahima oumar ousmane abdoulaye adama aliou alioune boubacar
    seydou souleymane modibo bakary drissa issa youssouf yacouba mahamadou mohamed mohammed
    mouhamed muhammad ahmed ahmadou hamidou hamma cheick cheikh salif sekou siaka soumaila tiemoko
    zoumana lassana lassine abdou abdoul abdramane abderrahmane iyad alassane almamy brehima daouda
    fousseyni gaoussou idrissa kassim madou malick nouhoum samba bourama fatoumata aminata awa
    aissata kadiatou mariam oumou rokia ramata safiatou salimata assitan djeneba bintou maimouna
    coumba assetou korotoumou zeinabou fadimata mahmoud moctar mokhtar hamadoun alhousseini
    attaher baba bilal boureima demba djibril elhadji fode harouna hassan housseini ismael ismaila
    karim lamine mamoutou mohamedou ogobara oumarou sambo sekouba tidiane toumani yaya yehia
    aicha aissatou alima assa astan djelika haby kankou nafissatou nafi ouleymatou rahmatou
    rokiatou sadio sitan tata zainab
""")  # fmt: skip
# Names that are also words, places or people's sides: known by their capital alone.
UNCERTAIN_NAMES = _words("""
    ba bah ly sy dia dao tall togo male kane sow baba assa tata demba nana fanta sira ali musa omar
    boly dara ka wane thiam gueye diop fall kaya koro bore samba yaro sidi nafi saye
""")  # fmt: skip
PARTICLES = _words("ag walet wallet ould oud mint bin ben ibn dit dite alias al el")
CIVILITIES = _words("m mr mme mlle mrs ms monsieur madame mademoiselle dr docteur doctor pr me")
CIVILITY_WITH_NAME_ONLY = _words("m me pr ms st")
# Each as the words that follow one another.
OFFICES = tuple(
    tuple(line.split())
    for line in """
    el hadj|el hadji|elhadj|hadja|chef de poste|chef de village|chef de quartier|chef de fraction
    chef de canton|chef coutumier|chef des jeunes|chef d escale|chef de brigade|chef de bataillon
    chef d equipe|chef de base|chef de poste adjoint|chef|general|general de brigade|colonel
    colonel-major|colonel major|lieutenant-colonel|lieutenant colonel|lieutenant|sous-lieutenant
    commandant|commandant de brigade|commandant de cercle|commandant de zone|commandant de compagnie
    capitaine|adjudant|adjudant-chef|adjudant chef|major|sergent|sergent-chef|sergent chef|caporal
    caporal-chef|marechal des logis|marechal-des-logis|gendarme|imam|marabout|muezzin|cure|pasteur
    eveque|archeveque|pretre|cadi|maire|adjoint au maire|sous-prefet|sous prefet|prefet|gouverneur
    ministre|premier ministre|president|depute|senateur|procureur|juge|greffier|commissaire|directeur
    directrice|proviseur|secretaire general|ambassadeur|emir|amenokal|hogon|dozo|dougoutigui
    griot|infirmier|sage-femme|boutiquier|captain|warrant officer|sergeant|corporal|mayor
    governor|prefect|minister|prime minister|imam|priest|pastor|bishop|judge|prosecutor|village chief
    head of the village|commander|post commander|police commissioner|headmaster|emir|councillor
    conseiller|conseiller communal|conseiller municipal|chairman|chairwoman|secretary general
    """.replace("\n", "|").split("|")
    if line.strip()
)
# Before an office: then it is one person's.
ONE_PERSON = _words(
    "le la l du au notre votre leur mon son ce cet cette the our your their his her d"
)

# == What opens a sentence, or stands before a verb, and is no name ==
FUNCTION_WORDS = _words("""
    le la les l un une des du de d au aux ce cet cette ces c ca cela ceci celui celle ceux celles il
    elle on nous vous ils elles je j tu me m te t se s moi toi lui eux leur leurs notre nos votre vos
    mon ma mes ton ta tes son sa ses qui que qu quoi dont ou quand comment pourquoi combien si et mais
    donc or ni car ne n pas plus moins tres trop tout tous toute toutes chaque chacun chacune aucun
    aucune personne rien quelqu quelque quelques plusieurs certains certaines autre autres meme memes
    en y a dans par pour avec sans sous sur vers chez entre depuis pendant avant apres contre selon
    malgre hier demain aujourd hui maintenant ici alors ainsi aussi encore deja jamais toujours
    souvent parfois puis ensuite enfin voici voila oui non est sont etait etaient sera comme lorsque
    puisque beaucoup peu quel quelle quels quelles monsieur madame bonjour bonsoir merci question
    the a an this that these those it he she they we you i his her its their our your my who whom
    whose which what when where why how and or but if so as at by for from in into of off on onto to
    with without under over after before since during against near is are was were be been being am
    has have had do does did not no yes all every each some any many much more most other another
    one two everyone everybody someone somebody nobody nothing there here then now yesterday tomorrow
    today please thanks thank hello because while although
""")  # fmt: skip
# Written with a capital, and neither a person nor a place that could point at one.
NOT_A_PERSON = _words("""
    mali malien malienne maliens maliennes afrique africain africaine africains sahel france francais
    francaise europe niger burkina faso senegal guinee mauritanie algerie ivoire onu nations unies
    minusma barkhane takuba eucap eutm fama famas fds famas cedeao ecowas ue union africaine ong oms
    pam unicef cicr croix-rouge croix rouge etat gouvernement assemblee nationale conseil comite
    commission ministere mairie prefecture gendarmerie police armee garde republique constitution dieu
    allah islam musulman musulmans chretien chretiens ramadan tabaski noel peul peuls dogon dogons
    touareg touaregs tamasheq bambara bamanan songhai sonrai bozo arabe arabes minianka senoufo soninke
    malinke internet whatsapp facebook tiktok telegram orange moov malitel telecel palabre forum
    lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday
    saturday sunday janvier fevrier mars avril mai juin juillet aout septembre octobre novembre
    decembre january february march april may june july august september october november december
    forces femmes jeunes population populations autorites african malian french english god muslim muslims christian christians jnim gsim eigs isgs daech
    aqmi isis wagner csp cma gatia dna dan ambassador sos ok fcfa cfa tv radio
""")  # fmt: skip

# == Places ==
PLACES = _words("""
    bamako kayes koulikoro sikasso segou mopti tombouctou timbuktu gao kidal menaka taoudenit taoudeni
    bougouni dioila nioro kita koutiala nara bandiagara douentza bankass koro djenne tenenkou youwarou
    niafunke goundam dire gourma-rharous rharous gourma ansongo bourem almoustarat abeibara tessalit
    tin-essako tinessako anderamboukane inekar tidermene araouane bafoulabe diema kenieba yelimane
    banamba dioila kangaba kati kolokani kolondieba kadiolo yorosso yanfolila barueli baroueli bla
    macina niono san tominian markala sevare konna boni hombori lere lerneb ber hamdallaye fatoma
    sofara somadougou diabaly sokolo nampala farabougou dogofry ogossagou sobane ansongo labbezanga
    tessit indelimane bentia menaka boulkessi mondoro dinangourou diafarabe diondiori
    ouenkoro diallassagou kani-gogouna sangha dourou ningari kendie wadouba badalabougou lafiabougou
    kalabancoura sogoniko djicoroni sebenikoro boulkassoumbougou korofina magnambougou
    faladie senou quinzambougou missira hippodrome medina-coura banconi sikoro
    intahaka intillit tarkint aguelhok anefis djebok gossi bambara-maoude ouinerden taoudennit
    ouagadougou niamey abidjan dakar nouakchott conakry
""")  # fmt: skip
UNCERTAIN_PLACES = _words(
    "dire san bla ber nara kita lere boni koro kati gourma sikoro senou hippodrome"
)
TOWARDS = _words(
    "a au aux de d du vers depuis dans jusqu entre pres in at from near to towards around of sur"
)
KINDS_OF_PLACE = _words("""
    village villages quartier quartiers hameau hameaux commune cercle region arrondissement campement
    marche foire puits forage mare pont gue route piste carrefour lycee ecole mosquee eglise csref
    cscom dispensaire hopital gare autogare ferme champ vallee ile secteur rue avenue boulevard place stade stadium aeroport airport street plage colline
    site camp-de-deplaces mine orpaillage hamlet district market well bridge road crossroads school
    mosque church hospital neighbourhood neighborhood town ville fraction
""")  # fmt: skip
OF = _words("de d du des la le l of the called nomme nommee dit appele")

# == Accusations ==
# With their endings: s, e, es. Doubled letters count once on both sides.
ACCUSING = _words("""
    djihadiste jihadiste terroriste complice indic espion espionne traitre traitresse voleur voleuse
    trafiquant narcotrafiquant assassin meurtrier meurtriere tueur tueuse bandit braqueur violeur
    violeuse ravisseur kidnappeur recruteur ravitailleur guetteur egorgeur kamikaze mercenaire infiltre
    receleur escroc pedophile sorcier sorciere islamiste extremiste radicalise informateur informatrice
    moudjahid moudjahidine mujahid mujahideen collabo passeur dealer coupeur poseur djihadist jihadist
    jihadi djihadi terro terrorist accomplice informant informer snitch spy spies traitor thief thieve
    robber trafficker smuggler murderer killer culprit rapist kidnapper bomber extremist islamist crook
    perpetrator infiltrator pourvoyeur logeur
""")  # fmt: skip
# Accuse only as what somebody is said to be.
SAID_TO_BE = _words("""
    suspect suspecte suspects suspectes suspected soupconne soupconnee soupconnes soupconnees coupable
    coupables criminel criminelle criminels corrompu corrompue guilty criminal criminals corrupt taupe
    accuse accusee accuses accusees accusent accused cerveau mastermind
    indicateur indicatrice collaborateur collaboratrice collaborator rebelle rebelles rebel
""")  # fmt: skip
SUSPICION = _words("""
    suspected soupconne soupconnee soupconnes soupconnees suspecte suspectee accuse accusee accuses
    accusees accusent accused
""")
ARMED = _words("""
    jnim gsim eigs isgs daech isis aqmi katiba ennemi ennemis enemy enemies rebelles rebels brousse
    qaida qaeda insurges insurgents assaillants attackers
""")  # fmt: skip
ARMED_AFTER = _words(
    "groupe groupes homme hommes individu individus gens bande bandes men group groups gang"
)
ARMED_BEFORE = _words("arme armes armee armees armed")
BEING = _words("""
    est sont etait etaient serait seraient sera seront es suis fut is are was were be being semble
    seems reste devenu devenue become became
""")  # fmt: skip
LINKS = BEING | _words("""
    avec chez parmi membre membres partie appartient appartiennent rejoint rejoints lie liee lies aide
    aident renseigne renseignent informe informent ravitaille ravitaillent heberge hebergent cache
    cachent finance financent nourrit nourrissent guide guident soutient soutiennent protege vend
    livre espionne compte un one with among member members part joined linked helps help informs feeds
    shelters hides finances supplies guides supports protects sells belongs comme voici voila ou
""")  # fmt: skip
WORKING = _words("""
    travaille travaillent travaillait bosse bossent collabore collaborent collaborait coopere
    complote roule works work working worked collaborates collaborate collaborating collaborated
    cooperates
""")  # fmt: skip
COLLABORATING = _words(
    "collabore collaborent collaborait collaborates collaborate collaborating collaborated complote"
)
TOGETHER = _words("avec pour with for")
FRIENDLY = _words("""
    mairie comite gendarmerie gendarmes police policiers armee forces fama famas militaires population
    populations habitants ong ecole etat nous vous autorites autorite prefet prefecture gouvernement
    commune communes conseil association associations femmes jeunes justice services service us you
    committee army people residents school state authorities council women youth mayor maire
    gouverneur region partenaires
""")  # fmt: skip
AUXILIARIES = _words("a ont avait avaient aurait auraient as has have had s")
CRIMES = _words("""
    vole tue assassine egorge viole enleve kidnappe incendie trahi vendu denonce braque pille abattu
    decapite torture massacre execute stolen killed murdered raped kidnapped betrayed robbed shot
    burned beheaded tortured
""")  # fmt: skip
CRIMES_IN_ENGLISH = _words(
    "planted laid stole killed murdered raped kidnapped betrayed robbed shot beheaded tortured"
)
LAYING = _words("pose place mis plante laid planted set put cache fabrique made")
BOMBS = _words("bombe bombes mine mines engin engins ied ieds explosif explosifs bomb bombs")
HARMED = CRIMES | _words(
    "menace blesse agresse frappe attaque threatened wounded attacked abducted"
)
PASSIVE = _words("ete etait etaient est sont was were been is are got get")
BY = _words("par by")
PRONOUNS = _words("il elle ils elles lui c ce he she they it celui celle")
EVERYBODY = _words(
    "les des ces aux the these those some contre tous plusieurs certains all against"
)
ADJECTIVE_OF = _words("""
    attaque attaques groupe groupes acte actes menace menaces organisation organisations attentat
    attentats action actions activite activites violence violences reseau reseaux attack attacks group
    groups threat threats organisation organisations act acts activity network networks
""")  # fmt: skip
