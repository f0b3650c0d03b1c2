"""Every submission is asked questions of its own, and the same ones each time it is graded."""

from autograder.grade.seeds import SeedBook


def test_a_seed_follows_from_who_handed_in_what(tmp_path):
    book = SeedBook(tmp_path / "seeds.json")
    seed = book.seed_of("ada", "02_ops", b"answers")
    others = {
        book.seed_of("ada", "02_ops", b"better answers"),
        book.seed_of("bob", "02_ops", b"answers"),
        book.seed_of("ada", "03_creation", b"answers"),
    }
    assert len(others | {seed}) == 4
    assert SeedBook(tmp_path / "seeds.json").seed_of("ada", "02_ops", b"answers") == seed


def test_another_class_has_another_secret(tmp_path):
    seeds = {SeedBook(tmp_path / n / "seeds.json").seed_of("ada", "u", b"") for n in ("a", "b")}
    assert len(seeds) == 2


def test_a_book_of_an_older_kind_is_replaced(tmp_path):
    path = tmp_path / "seeds.json"
    path.write_text('{"pool": ["a"], "students": {"ada": "a"}}')
    assert SeedBook(path).seed_of("ada", "u", b"") == SeedBook(path).seed_of("ada", "u", b"")
