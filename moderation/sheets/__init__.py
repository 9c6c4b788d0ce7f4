"""The Moderation tab: volunteers without a server decide in a spreadsheet, on their phones.

Pure: `columns` (what the tab looks like), `card` (a submission as it is shown), `ruling` (what a row's human
cells say, and whether that counts), `plan` (what must be written), `structure` (headers, colours).
Around them: `tab` (calls to the service), `deck` and `apply` (the queue), `sync` (one run).
"""
