"""Files of many records: read row by row, imported batch by batch, by a worker that can go on after a crash.

Each app says what its columns are and how a batch is written; everything else is here.
"""
