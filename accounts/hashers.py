"""How issued passwords are kept until their first use."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher


class IssuedPasswordHasher(PBKDF2PasswordHasher):
    """For passwords that the program makes (`accounts.one_time`, about 116 bits), never for those that people choose.

    Slow hashing protects what can be guessed. Nobody guesses 116 bits however fast each try is (NIST SP 800-63B,
    look-up secrets of 112 bits and more), and a hundred slow hashes would hold a request for many seconds. The first
    right entry hashes the password anew, as those that people choose are; a wrong one takes as long as for them.
    """

    algorithm = "issued"
    iterations = 1000

    def verify(self, password: str, encoded: str) -> bool:
        is_right = super().verify(password, encoded)
        if not is_right:
            usual = get_hasher()
            usual.encode(password, usual.salt())
        return is_right
