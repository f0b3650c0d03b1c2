"""Pictures of tensors: what is in them, how they broadcast, slice and join, and what autograd does.

It stands alone: it must not know exercises, checks, grades or devices, only PyTorch and, where they
are needed, contourpy for lines of equal height and matplotlib for photos.
"""

from autograder.pictures.face import show
from autograder.pictures.picture import Picture, ShowError

__all__ = ["Picture", "ShowError", "show"]
