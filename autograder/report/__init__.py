"""What a class understood: a page, and the marks for an LMS. Reads results, runs nothing.

`results` reads results.jsonl; `statistics` and `findings` work out what is in them; `page` draws
it; `exports` gives the gradebook's marks to other systems.
"""
