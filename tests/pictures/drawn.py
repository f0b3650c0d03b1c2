"""What a reader sees of a picture."""

import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


def words(picture):
    """Every piece of text that is drawn."""
    return [text.text for text in ET.fromstring(picture.svg).iter(f"{SVG}text")]
