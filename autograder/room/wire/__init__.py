"""What both sides of a room share: limits, places, and the messages between them."""
