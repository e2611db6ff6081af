"""How much one upload may bring, and how much looking at a file may cost."""

MEGABYTE = 1024 * 1024
FILE_BYTES = 25 * MEGABYTE
UPLOAD_BYTES = 100 * MEGABYTE
FILES_AT_ONCE = 20

CHILD_MEGABYTES = 1500
CHILD_SECONDS = 20
MOST_ANSWER_BYTES = 2 * MEGABYTE
