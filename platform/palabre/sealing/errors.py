class SealError(Exception):
    """Sealing or opening was refused. The text says which way, never what was inside."""

    sentence = "The seal was refused."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class Busy(SealError):
    sentence = "Too many key derivations are waiting."


class KeyLost(SealError):
    sentence = "The key of the week in which this ends is destroyed, or missing."


class Misplaced(SealError):
    sentence = "The seal is whole, but belongs to another place."


class TooMuch(SealError):
    sentence = "There are more people, or more words, than there is room for."


class UnknownVersion(SealError):
    sentence = "The seal has a version that this code does not know."


class Unreadable(SealError):
    sentence = "The seal is damaged, or meant for another key."


class Unsigned(SealError):
    sentence = "No reader whom we trust has signed this answer."


class WeakKey(SealError):
    sentence = "A key, a salt or a seed is missing, too short or unusable."


class WeakPassphrase(SealError):
    sentence = "The passphrase is too short."


class WrongPassphrase(SealError):
    sentence = "The passphrase does not open this vault."


class WrongRecoveryKey(SealError):
    sentence = "The recovery key does not open this vault."
