from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """The same code at a cost that a suite can bear; tests.people.timing takes the real one."""

    time_cost, memory_cost, parallelism = 1, 1024, 1
