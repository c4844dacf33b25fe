"""Each sentence of the page of protections, and the tests that it stands on.

Those of the last part say what is not promised: where a test shows that it is so, it is named; the
others are about phones, networks and people, which no test of ours reaches.
"""

EVERYWHERE = {
    "We do not write down your Internet address. There is no list of visits.": (
        "house/test_logs.py::test_nothing_of_a_visitor_is_written_to_the_log",
        "house/test_logs.py::test_nothing_of_a_visitor_is_in_any_file_beside_the_database",
        "house/test_logs.py::test_where_somebody_came_from_and_went_is_in_no_row",
        "seizure/test_messages.py::test_no_device_address_or_language_of_anybody_is_anywhere",
    ),
    "Nothing is loaded from other sites: nobody else learns that you are here.": (
        "house/test_headers.py::test_every_page_for_strangers_says_what_browsers_may_do",
        "house/test_headers.py::test_every_page_of_an_office_does_too",
    ),
    "You can read everything public without an account and without a cookie.": (
        "house/test_pages.py::test_a_stranger_gets_no_cookie_but_the_proof_of_a_form",
    ),
    "Every page works without JavaScript. Only security keys need it.": (
        "journeys/test_write_without_account.py::test_a_message_goes_from_hand_to_hand_and_is_erased",
        "house/test_house.py::test_no_template_carries_script_or_style_of_its_own",
        "portal/test_shell.py::test_a_stranger_is_sent_no_script",
    ),
}

MESSAGES = {
    "We ask for no name, no mail, no number. You receive a code: it is the only way to read the answer.": (
        "submissions/test_write.py::test_the_code_is_shown_once_the_message_is_sealed",
        "submissions/test_return.py::test_the_thread_needs_the_code_again_elsewhere",
    ),
    "You choose who reads: the civilian readers only, or the readers of both sides.": (
        "submissions/test_write.py::test_a_message_for_civilians_is_sealed_to_no_one_else",
        "submissions/test_hand_on.py::test_what_is_for_civilians_goes_to_no_other",
        "submissions/test_renew_keys.py::test_a_message_for_civilians_is_taken_from_who_changed_sides",
    ),
    "Your message is sealed for them as soon as it arrives. Whoever takes the machine away, switched off, cannot open it.": (
        "submissions/test_write.py::test_nothing_readable_is_kept",
        "seizure/test_messages.py::test_no_word_of_a_message_and_no_code_is_anywhere",
        "seizure/test_messages.py::test_no_word_and_no_code_lies_in_the_files_of_the_database_free_pages_included",
    ),
    "A reader is added only when one reader of each side has signed for them. Changing the database is not enough.": (
        "submissions/test_endorse.py::test_a_reader_put_into_the_database_gets_nothing_sealed",
        "submissions/test_endorse.py::test_one_side_alone_lets_nobody_in",
        "submissions/test_endorse.py::test_a_key_that_was_swapped_is_no_longer_theirs",
    ),
    "Pictures, PDFs and recordings are made anew before they are sealed: what your phone wrote into them about place, hour, device and owner does not come along. What cannot be made anew goes only if you say so, and the readers are warned.": (
        "files/test_hostile_files.py::test_nothing_that_identifies_is_left_in_what_is_full_of_traces",
        "submissions/test_send_files.py::test_it_is_not_sent_unless_the_writer_chooses_to",
        "submissions/test_read_files.py::test_what_was_sent_as_it_was_comes_to_the_byte_with_a_warning_before",
    ),
    "A file is sealed while it arrives and is never written down in clear. One that you do not send is deleted within two days.": (
        "submissions/test_spill_nothing.py::test_nothing_is_spilt_while_a_file_comes_in_nor_when_it_is_held_and_sent",
        "seizure/test_messages.py::test_no_byte_of_a_file_is_anywhere",
        "submissions/test_send_files.py::test_what_is_never_sent_is_forgotten_after_its_day",
    ),
    "We keep the day it came, not the hour, about how long it is, how many files go with it and about how large they are.": (
        "seizure/test_messages.py::test_no_row_of_a_message_has_an_instant",
        "seizure/test_messages.py::test_no_instant_anywhere_is_one_at_which_somebody_wrote",
        "sealing/test_report.py::test_a_short_and_a_longer_message_have_one_size",
        "submissions/test_send_files.py::test_every_file_of_about_one_size_takes_the_same_room",
    ),
    "You can erase one message, or everything.": (
        "submissions/test_return.py::test_one_message_can_be_erased",
        "submissions/test_return.py::test_everything_can_be_erased_after_being_asked",
        "submissions/test_read_files.py::test_erasing_everything_erases_all_files",
    ),
    "After about three months everything is erased: a month later if you reply near the end, sooner if the readers close it. The key that it was locked with is destroyed: copies of the database open it no more.": (
        "submissions/test_expire.py::test_on_its_day_nothing_is_left",
        "submissions/test_expire.py::test_once_closed_it_ends_a_month_later",
        "submissions/test_expire.py::test_an_old_copy_opens_no_more_with_all_that_people_know",
    ),
    "When somebody stops reading here, they see nothing any more, and a colleague changes the keys, so that theirs opens nothing that comes later.": (
        "submissions/test_renew_keys.py::test_whoever_left_finds_nothing",
        "submissions/test_renew_keys.py::test_their_key_opens_nothing_that_comes_later",
    ),
    "On a sheet of paper it is the same, once somebody of the secretariat has typed it in. They see no code, and nothing is noted of who took or returned which sheet.": (
        "submissions/test_paper_type_in.py::test_no_page_of_the_secretariat_shows_the_code",
        "submissions/test_paper_type_in.py::test_typing_in_leaves_no_line_in_the_record_and_none_that_leads_to_a_person",
        "submissions/test_paper_seized.py::test_nothing_marks_a_message_as_one_that_came_on_paper",
    ),
    "When very many write at once, we may ask you to wait half a minute, or put you a small question. We count forms, never people or Internet addresses.": (
        "submissions/test_wait.py::test_the_wait_grows_with_the_pressure_and_is_never_longer_than_half_a_minute",
        "submissions/test_send_once.py::test_the_crowd_leaves_nothing_in_the_cache_and_no_address_anywhere",
        "journeys/test_flood.py::test_an_honest_writer_gets_through_within_a_minute",
    ),
    "Whatever is said of it elsewhere, a reader writes, and only your code shows that it comes from your message. Where both sides can read you, a reader of each side agrees first.": (
        "submissions/test_onward_secrets.py::test_what_is_published_leads_to_no_message_and_no_message_to_it",
        "submissions/test_onward_rights.py::test_nobody_publishes_alone_what_both_sides_can_open",
        "submissions/test_onward_rights.py::test_two_of_one_side_are_not_enough",
        "submissions/test_appeal_by_code.py::test_the_code_shows_the_topic_and_no_other_code_does",
        "submissions/test_appeal_by_code.py::test_neither_the_topic_nor_the_message_stands_in_the_row",
        "submissions/test_appeal_by_code.py::test_readers_cannot_open_it",
    ),
    "If what anyone could read of it is removed, your code shows you under which rule and why, and with it you can appeal, as nobody.": (
        "submissions/test_appeal_by_code.py::test_it_reads_why_appeals_and_another_pair_gives_it_back",
        "submissions/test_appeal_by_code.py::test_nobody_appeals_for_another",
    ),
}

NAMELESS = {
    "Your contribution is kept without an author and without an hour: only the day, and its place in the discussion.": (
        "committees/test_speak_namelessly.py::test_its_table_has_no_person_and_nothing_finer_than_a_day",
        "committees/test_speak_namelessly.py::test_a_dump_says_neither_who_nor_when",
    ),
    "It appears at fixed minutes, together with what others said and in random order. Until then it waits in memory, and nothing of it is written down: after a restart you must send it again.": (
        "committees/test_wait_for_a_batch.py::test_when_somebody_speaks_nothing_at_all_is_written",
        "committees/test_wait_for_a_batch.py::test_it_appears_when_four_wait_in_the_committee",
        "committees/test_wait_for_a_batch.py::test_in_which_order_things_came_nobody_can_tell",
        "jobs/test_wait_together.py::test_what_waited_for_somebody_who_is_no_more_is_gone",
    ),
    "Whoever takes the machine away, with all that is known of the members, finds out no better than by chance who said what.": (
        "seizure/test_messages.py::test_who_wrote_and_in_which_order_is_found_out_no_better_than_by_chance",
        "seizure/test_messages.py::test_what_was_said_without_a_name_is_where_it_can_be_read_and_never_was_anywhere_else",
        "seizure/test_naive.py::test_the_attack_finds_it_out_where_a_platform_is_naive",
    ),
    "A photo beside such words is made anew like all others. It waits in memory with them, is laid anew with them, and goes with them.": (
        "files/test_rebuild_pictures.py::test_photos_without_a_name_come_out_alike_however_large_they_came",
        "committees/test_show_without_a_name.py::test_it_waits_in_memory_with_the_words_and_appears_with_them",
        "committees/test_show_without_a_name.py::test_all_photos_of_a_discussion_are_laid_anew_with_its_words",
        "committees/test_show_without_a_name.py::test_it_goes_with_the_words_that_are_withdrawn",
        "committees/test_show_without_a_name.py::test_it_is_seen_by_who_reads_the_words_and_judged_with_them",
    ),
    "If you speak with your vault open, you alone see which words are yours, and may withdraw them. Nothing in the database tells who did.": (
        "committees/test_keep_a_voice.py::test_only_the_vault_that_was_open_knows_the_words_again",
        "committees/test_keep_a_voice.py::test_whoever_said_it_takes_it_back_at_the_next_batch",
        "committees/test_keep_a_voice.py::test_all_rows_look_alike",
        "committees/test_keep_a_voice.py::test_speaking_with_the_vault_open_changes_no_row_that_leads_to_a_person",
    ),
    "Only where the rules of the committee say so, a sealed link to you is kept for some days. One custodian of each side together can open it, for one contribution; then all members are told. The form warns you.": (
        "committees/test_open_a_link.py::test_both_together_find_whoever_said_it_and_all_members_are_told",
        "committees/test_open_a_link.py::test_one_custodian_with_the_whole_database_finds_nobody",
        "committees/test_open_a_link.py::test_two_of_one_side_are_not_enough",
        "committees/test_open_a_link.py::test_once_its_days_are_over_nothing_opens_an_old_copy_included",
        "committees/test_open_a_link.py::test_the_form_says_so_and_speaking_leaves_no_row_of_a_person",
        "committees/test_open_a_link.py::test_rules_never_act_backwards",
    ),
    "The secretariat, moderators and administrators see what you see: words without a name.": (
        "committees/test_speak_namelessly.py::test_speaking_changes_no_row_that_leads_to_a_person",
    ),
    "What you have read there is remembered on your own device only.": (
        "committees/test_read.py::test_reading_without_names_leaves_nothing_with_us",
    ),
}

SEATS = {
    "You choose what the public sees of you, and what the other members see: your name, your function, or your side only. You change it whenever you want, even after leaving.": (
        "house/test_seats.py::test_no_page_has_the_name_or_the_function",
        "committees/test_leave.py::test_whoever_left_a_closed_committee_still_chooses_how_they_are_shown",
    ),
    "If you are invited and say no, your name is deleted within about a month.": (
        "committees/test_nominate.py::test_whoever_says_no_leaves_no_name",
        "committees/test_nominate.py::test_whoever_came_by_letter_and_says_no_leaves_nothing_but_their_account",
        "committees/test_nominate.py::test_whoever_never_answers_is_forgotten_as_well",
    ),
}

MEETINGS = {
    "Who proposed an item for the agenda, and who contested a passage of the minutes, is not kept; nor is when.": (
        "meetings/test_agenda.py::test_a_member_proposes_and_nothing_says_who",
        "meetings/test_agenda.py::test_no_row_tells_in_what_order_things_were_proposed",
        "meetings/test_contest.py::test_a_member_asks_for_other_words_and_leaves_no_trace",
        "meetings/test_contest.py::test_no_row_tells_in_what_order_members_contested",
    ),
    "Under the Chatham House Rule, who was there and who meant to come is deleted when the session is closed. How many of each side stays.": (
        "meetings/test_adopt.py::test_under_the_rule_numbers_stay_and_who_came_does_not",
        "meetings/test_answer.py::test_under_the_rule_answers_go_with_the_meeting",
    ),
    "Under that rule, a member’s name written with a capital stands in no published minutes: it is refused, or […] stands in its place. Nobody is refused a name that they may not read themselves.": (
        "meetings/test_minutes.py::test_the_editor_refuses_or_marks_a_members_name",
        "meetings/test_name_nobody.py::test_a_refusal_tells_no_name_that_the_asker_may_not_read",
        "meetings/test_name_nobody.py::test_what_they_may_not_read_is_left_out_of_what_is_published",
        "meetings/test_name_nobody.py::test_a_name_is_found_however_it_is_written",
        "meetings/test_name_nobody.py::test_no_page_of_the_demonstrations_minutes_names_a_member",
    ),
    "Nothing is adopted unless enough members of each side are in the room.": (
        "meetings/test_adopt.py::test_no_sequence_of_deeds_adopts_without_both_quorums",
        "meetings/test_adopt.py::test_twenty_at_once_adopt_nothing_once_a_side_has_left",
    ),
}

PRESSURE = {
    "You choose who may read your report: custodians of one side, of the other, of both, or one by one. Nobody else opens it, and a custodian whom you did not choose does not see that it is there.": (
        "reprisals/test_report.py::test_two_taps_seal_it_to_those_chosen_and_to_nobody_else",
        "reprisals/test_report.py::test_custodians_can_be_chosen_one_by_one",
        "reprisals/test_look_into.py::test_a_custodian_whom_nobody_chose_does_not_see_that_it_is_there",
    ),
    "A custodian receives nothing before a trusted person of each side has signed for them. Changing the database is not enough.": (
        "vaults/test_trust_custodians.py::test_one_of_each_side_makes_a_custodian",
        "vaults/test_trust_custodians.py::test_a_key_that_somebody_put_into_the_database_counts_for_nothing",
        "reprisals/test_report.py::test_a_key_that_was_swapped_in_the_database_gets_nothing",
    ),
    "What is kept beside it is the committee, the quarter and what became of it: not who, not what, not to whom, not the day. All reports have one size.": (
        "reprisals/test_seized.py::test_its_row_has_no_person_no_day_and_one_size",
        "reprisals/test_seized.py::test_a_dump_says_neither_who_nor_what_nor_to_whom",
        "reprisals/test_seized.py::test_reporting_changes_no_row_that_leads_to_a_person",
        "reprisals/test_seized.py::test_rows_lie_in_no_order_five_minutes_later",
        "sealing/test_envelope.py::test_it_tells_neither_how_many_it_is_for_nor_how_long_it_is",
    ),
    "When the next quarter is over its key is destroyed, and only a number stays.": (
        "reprisals/test_end.py::test_what_is_left_is_a_number",
        "reprisals/test_end.py::test_an_old_copy_opens_no_more_with_the_vaults_of_all",
    ),
    "The public sees how many reports there were in a quarter that is over, and later what became of them, and never a number below 3.": (
        "reprisals/test_numbers.py::test_no_number_that_can_be_worked_out_is_small",
        "reprisals/test_numbers.py::test_one_or_two_look_like_none",
        "reprisals/test_numbers.py::test_the_running_quarter_is_not_told",
        "reprisals/test_numbers.py::test_a_quarter_is_told_when_it_is_over_and_its_outcomes_when_they_cannot_change",
    ),
}

REMOVAL = {
    "One moderator of each side must agree. Neither sees the other’s choice before deciding.": (
        "moderation/test_decide.py::test_one_key_alone_removes_nothing",
        "moderation/test_case.py::test_whatever_the_other_side_chose_the_pages_are_the_same",
    ),
    "Every decision is in a public register, without names.": (
        "moderation/test_register.py::test_it_names_nobody_and_repeats_nothing",
    ),
    "Only the spam of a newcomer may go with one key, where a page of the space says so; the register then says so too.": (
        "moderation/test_guards.py::test_no_key_and_one_key_remove_nothing",
        "moderation/test_set_procedure.py::test_everybody_reads_what_was_changed_and_not_who_did",
        "moderation/test_register.py::test_one_key_is_said_to_be_one",
    ),
    "Each month is told in numbers too, and no number below 5 by which somebody could be found.": (
        "reports/test_telling.py::test_no_number_that_is_not_told_can_be_found",
        "reports/test_telling.py::test_no_small_number_is_told_nor_left_over",
        "reports/test_telling.py::test_two_tables_of_one_month_held_together_give_nothing_away",
        "reports/test_account.py::test_the_page_the_table_and_the_json_say_the_same",
        "reports/test_hand_in_hand.py::test_what_no_line_of_the_register_says_changes_nothing_that_is_public",
    ),
    "Moderators never see who reported.": (
        "moderation/test_case.py::test_the_page_shows_the_words_and_the_notes_and_nobody",
    ),
    "What moderators and secretariats do is on a record that the database refuses to change. People of both sides are sent its figures every day: with them it can be shown that something before that day was changed or taken out.": (
        "audit/test_refuse.py::test_nothing_changes_what_is_on_the_record",
        "audit/test_verify.py::test_a_record_written_anew_is_betrayed_by_a_head_that_somebody_kept",
        "moderation/test_send_heads.py::test_it_goes_to_people_of_both_sides_and_no_one_else",
        "moderation/test_send_heads.py::test_what_it_says_is_what_the_chain_is_compared_with",
    ),
}

NOT_PROMISED = {
    "A phone that somebody else controls shows them everything. Use one that you trust, and not where somebody looks over your shoulder.": (),
    "Your operator can see that you visited this site, not what you read or wrote. Tor Browser hides the visit too.": (),
    "While the machine is running, somebody who has secretly taken control of it could read what passes through it.": (),
    "The way you write, or a fact that only you know, can give you away.": (),
    "Faces, voices, places and words that are seen or heard in a file stay in it. A voice that was changed may be recognised all the same. A reader can keep a copy of a file.": (
        "files/test_rebuild_pictures.py::test_a_photo_is_still_seen",
        "files/test_rebuild_sounds.py::test_a_voice_is_still_heard_as_it_was",
    ),
    "A photo that you show without a name tells more than words. Whoever watches your line sees that you sent something as long as a photo; whoever was there may know who took it.": (),
    "In a small committee, few people can have said a thing. The form tells you how many.": (
        "committees/test_speak_namelessly.py::test_the_page_says_so_and_how_many_it_could_have_been",
    ),
    "The secretariat of a committee knows who sits in it, and whoever saw your name there before may remember it.": (
        "house/test_seats.py::test_the_secretariat_reads_it_where_it_runs_the_seats",
    ),
    "Custodians are named to every member who could report pressure to them, whatever their seat hides: whoever reports must know who will read it.": (
        "reprisals/test_report.py::test_two_taps_seal_it_to_those_chosen_and_to_nobody_else",
    ),
    "Whoever knows which members were here in the same quarter of an hour knows among whom to look. When very few speak, that is a small number.": (),
    "Whoever makes you open your vault sees what you said with it. Choose to be nobody for good where you fear that.": (),
    "Where there is such a link, two custodians who are both forced can find you until its days are over.": (),
    "This is not an emergency line. Nobody reads messages at night.": (),
    "A reader can hand earlier messages on to a colleague who is trusted later, within your choice. Until a colleague has changed the keys, the key of somebody who stopped reading still fits.": (
        "submissions/test_hand_on.py::test_a_colleague_hands_on_all_that_they_can_open",
        "submissions/test_renew_keys.py::test_whoever_left_is_noticed",
    ),
    "What is erased before its day may remain, sealed, in an older copy of the database until then.": (
        "submissions/test_expire.py::test_what_is_erased_before_its_day_opens_from_an_old_copy_until_then",
    ),
    "We write no hour, but somebody who takes the disk and studies it closely may find out about when a message came.": (),
    "On paper: whoever prints a sheet could copy its code, and whoever types it in sees your hand. Write in capitals, and say in a reply nothing that names you.": (
        "submissions/test_paper_on_paper.py::test_code_and_number_never_stand_on_the_two_faces_of_one_part",
    ),
    "Custodians are people too, and look in about once a week. Nobody can tell them that a report came, and without your name they cannot protect you in person.": (
        "reprisals/test_seized.py::test_custodians_get_the_same_mail_each_week_whether_something_waits_or_not",
    ),
    "Readers are people. They have signed a charter; they could still break their word.": (),
}

IN_SECRET = {
    "How you vote is sealed before anything is kept. Only a custodian of each side together can open it, once the vote is closed.": (
        "motions/test_vote_in_secret.py::test_it_is_counted_once_both_custodians_have_opened_it",
        "motions/test_vote_in_secret.py::test_one_side_alone_opens_nothing",
        "motions/test_vote_in_secret.py::test_an_open_urn_is_not_opened",
    ),
    "Your vote changes nothing in the database when you cast it. Several ballots go into the urn together, in random order; when the vote is closed, it is forgotten who has voted.": (
        "motions/test_vote_in_secret.py::test_voting_writes_no_row",
        "motions/test_vote_in_secret.py::test_ballots_go_into_the_urn_together",
        "seizure/test_ballots.py::test_once_an_urn_is_closed_nothing_says_who_voted",
    ),
    "Whoever takes the machine away, with all that is known of the voters, finds out no better than by chance who cast which ballot.": (
        "seizure/test_messages.py::test_who_wrote_and_in_which_order_is_found_out_no_better_than_by_chance",
        "seizure/test_ballots.py::test_the_open_urn_tells_no_more_than_chance",
    ),
    "Nobody sees how many have voted, or how, while the vote is open. Numbers that would give somebody away are never shown.": (
        "motions/test_vote_in_secret.py::test_while_it_is_open_no_page_changes_with_who_has_voted",
        "motions/test_vote_in_secret.py::test_nothing_is_shown_that_would_give_somebody_away",
        "motions/test_count.py::test_what_is_shown_tells_no_voter_how_another_voted",
    ),
    "With a code drawn from a hat you need no account, and nothing says who drew which.": (
        "motions/test_vote_with_codes.py::test_the_room_votes_on_one_phone_without_an_account",
        "motions/test_vote_with_codes.py::test_no_code_is_kept_and_none_is_left_once_it_is_closed",
    ),
}

PROMISED = EVERYWHERE | MESSAGES | NAMELESS | SEATS | MEETINGS | IN_SECRET | PRESSURE | REMOVAL
EVERY_SENTENCE = PROMISED | NOT_PROMISED
