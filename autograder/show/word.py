"""Words at a place that is known beforehand."""

from matplotlib.text import Text


class Word(Text):
    """One line of text on its baseline, at a position in pixels from the bottom left.

    Matplotlib measures text before it draws it, which takes most of the time of a small picture.
    SVG aligns the words in the browser, so here nothing is measured.
    """

    def draw(self, renderer) -> None:
        x, y = self.get_position()
        look = renderer.new_gc()
        look.set_foreground(self.get_color())
        renderer.draw_text(
            look, x, renderer.height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self
        )
        look.restore()
        self.stale = False
