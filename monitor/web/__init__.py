"""The review page: what was edited, what a person says of it, and the archive's search.

app.py      puts the parts together           server.py   serves them on loopback, on a thread of its own
guard.py    what every request must pass      pages, edits, inbox, search, captures, api: a file a topic
"""
