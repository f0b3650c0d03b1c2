from tests.grade.conftest import room

__all__ = ["room"]
