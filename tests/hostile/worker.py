"""`python -m tests.hostile.worker N`: graders' workers that know the test-only units, too."""

from tests.hostile import course

if __name__ == "__main__":
    course.be_workers()
