"""`show`: the one name that a notebook uses for every picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.pictures.picture import Picture


class Show:
    """Draws tensors. Call it, `show(t)`, or one of its methods, `show.broadcast(a, b)`.

    Every method returns a `Picture`: a notebook draws it, `print` writes it as text. Nothing that
    is drawn is changed, and tensors may be on any device. All of them raise `ShowError`, a
    `ValueError` whose message says what to do, for what can't be drawn.

    Args:
        rounding: (rtol, atol) for a dtype: what `compare` takes for the same where it is not told.
            Pictures know of none themselves.
    """

    def __init__(self, rounding: Callable[[Any], tuple[float, float]] = lambda dtype: (0.0, 0.0)):
        self._rounding = rounding

    def __call__(self, t: Any, title: str | None = None) -> Picture:
        """Values, shape and dtype of a tensor of rank 0 to 4, an array, list or number.

        Large tensors are shown in part, with their minimum, maximum and mean.
        """
        from autograder.pictures.single import tensor_picture

        return tensor_picture(t, title)

    def __repr__(self) -> str:
        return "show(t) draws a tensor. See also " + ", ".join(
            f"show.{name}" for name in vars(Show) if not name.startswith("_")
        )

    def broadcast(
        self,
        a: Any,
        b: Any,
        op: str | Callable[..., Any] | None = None,
        *,
        title: str | None = None,
    ) -> Picture:
        """How two tensors broadcast: align, stretch, compute; or which dimension clashes.

        Args:
            op: what to compute, such as `torch.mul` or `"*"`; without it only the resulting
                shape is shown.
        """
        from autograder.pictures.broadcast import broadcasting

        return broadcasting(a, b, op, title)

    def slice(self, t: Any, index: Any, *, title: str | None = None) -> Picture:
        """The cells that `t[index]` picks, what it gives, and whether it is a view or a copy.

        Args:
            index: whatever goes in the brackets; `np.s_[:, 0:1]` writes one.
        """
        from autograder.pictures.slicing import slicing

        return slicing(t, index, title)

    def cat(self, tensors: Sequence[Any], dim: int = 0, *, title: str | None = None) -> Picture:
        """`torch.cat(tensors, dim)`: the parts, the result, and which cell came from where."""
        from autograder.pictures.joining import joining

        return joining("cat", tensors, dim, title)

    def stack(self, tensors: Sequence[Any], dim: int = 0, *, title: str | None = None) -> Picture:
        """`torch.stack(tensors, dim)`: the parts, the result, and which cell came from where."""
        from autograder.pictures.joining import joining

        return joining("stack", tensors, dim, title)

    def compare(
        self,
        expected: Any,
        yours: Any,
        *,
        title: str | None = None,
        rtol: float | None = None,
        atol: float | None = None,
    ) -> Picture:
        """Two tensors side by side, cells that differ marked with a cross.

        Args:
            rtol, atol: how far floats may be apart; by default what a check allows for their
                dtype. NaN equals NaN.
        """
        from autograder.pictures.comparing import comparison

        def tolerance(dtype: Any) -> tuple[float, float]:
            usual = self._rounding(dtype)
            return usual[0] if rtol is None else rtol, usual[1] if atol is None else atol

        return comparison(expected, yours, title, tolerance)

    def graph(
        self, t: Any, names: Mapping[str, Any] | None = None, *, title: str | None = None
    ) -> Picture:
        """The operations that autograd recorded for one number, with values and gradients.

        Args:
            t: a tensor of one element that requires grad. No `.grad` is changed.
            names: what tensors are called, `{"x": x, "z": z}`; PyTorch itself knows no names.
        """
        from autograder.pictures.graph_picture import graph_picture

        return graph_picture(t, names, title)

    def curve(
        self,
        f: Callable[..., Any],
        interval: Sequence[float],
        derivative: Callable[..., Any] | bool | None = None,
        points: Sequence[float] | None = None,
        *,
        title: str | None = None,
    ) -> Picture:
        """A function of one number and its derivative, with tangents.

        Args:
            f: takes a float64 tensor, element by element, and returns one of the same shape.
            interval: the first and the last x.
            derivative: f′ as a function; None lets autograd find it, False leaves it out.
            points: each x at which to draw the tangent and its slope.
        """
        from autograder.pictures.curves import curve_picture

        return curve_picture(f, interval, derivative, points, title)

    def descent(self, f: Callable[..., Any], path: Any, *, title: str | None = None) -> Picture:
        """The steps of a descent on the curve of f, or on its contour lines.

        Args:
            f: f(x) for a path of numbers; f(x, y) or f(p) with p of shape (2,) for pairs.
            path: where every step stood, shape (n,) or (n, 2).
        """
        from autograder.pictures.descent import descent_picture

        return descent_picture(f, path, title)

    def timings(
        self,
        sizes: Sequence[float],
        seconds: Mapping[str, Sequence[float]],
        note: str | None = None,
        *,
        title: str | None = None,
    ) -> Picture:
        """Time against size, both on logarithmic axes, a line for each way of computing.

        Args:
            sizes: numbers of elements, above 0.
            seconds: for each label as many times in seconds as there are sizes.
            note: a line below the axes, such as which figures are simulated.
        """
        from autograder.pictures.timing import timings_picture

        return timings_picture(sizes, seconds, note, title)

    def photo(
        self,
        image: Any,
        alt: str,
        *,
        between: tuple[float, float] | None = None,
        title: str | None = None,
    ) -> Picture:
        """A photograph, or a map: dark where the numbers are low, bright where they are high.

        Args:
            image: a photo, (rows, columns, 3) or (3, rows, columns), bytes or floats from 0 to 1;
                or a map, (rows, columns). Or a function without arguments that makes one. While it
                is None or `...`, or the function raises, the picture says so.
            alt: what there is to see, in words, for a reader who can't see it.
            between: the numbers of a map that are darkest and brightest; by default its extremes.
        """
        from autograder.pictures.photo import photo_picture

        return photo_picture(image, alt, between, title)

    def lines(
        self,
        x: Any,
        ys: Mapping[str, Any] | Callable[[], Mapping[str, Any]],
        alt: str,
        *,
        dots: Sequence[str] = (),
        title: str | None = None,
    ) -> Picture:
        """Up to four rows of numbers against one x, as lines.

        Args:
            x: numbers, shape (n,).
            ys: for each name the numbers at each x, shape (n,); or a function without arguments
                that makes them. While one of them is None or `...`, or the function raises, the
                picture says so.
            alt: what there is to see, in words, for a reader who can't see it.
            dots: the names of those to draw as dots.
        """
        from autograder.pictures.lines import lines_picture

        return lines_picture(x, ys, alt, dots, title)


show = Show()
