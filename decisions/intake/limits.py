"""Every limit on what comes in, in one place.

Bytes unless a name says otherwise. Chosen so that an ordinary office file passes and a
hostile one costs less than five seconds and 300 MB (OWASP file upload, ASVS 5.2).
"""

MB = 1024 * 1024

FILE_BYTES = 30 * MB
SHEET_BYTES = 512 * MB  # a .csv, which is read row by row
PACKAGE_BYTES = 200 * MB  # a .zip of scans with its index
FILE_NAME_CHARACTERS = 150
OPINION_CHARACTERS = 5_000
IMPORTED_OPINION_CHARACTERS = 50_000
DRAFT_CHARACTERS = 2_000_000
TITLE_CHARACTERS = 200
HEADING_CHARACTERS = 200
SHEET_FIELD_CHARACTERS = {
    "sender_name": 100,
    "serial": 60,
    "clause": 100,
    "phone": 60,
    "scan": 600,
}
SHEET_OTHER_CHARACTERS = 60
SCANS_OF_A_ROW = 20

ZIP_ENTRIES = 2_000
ZIP_UNPACKED_BYTES = 400 * MB
ZIP_PART_BYTES = 300 * MB
ZIP_RATIO = 150  # an honest worksheet stays near 30; a bomb is near 1,000
ZIP_RATIO_FROM_BYTES = 2 * MB  # below this size any ratio is harmless
XML_PARSED_BYTES = 40 * MB  # parts which are read as a tree

IMAGE_SIDE_PIXELS = 12_000
IMAGE_PIXELS = 40_000_000

PDF_OBJECTS = 200_000
PDF_UNPACKED_BYTES = 64 * MB  # object and cross-reference streams together
PDF_TRAILING_BYTES = 1_024
PDF_DEPTH = 40

SHEET_ROWS = 200_000
SHEET_COLUMNS = 256
SHEET_CELLS = 8_000_000
SHEET_TEXT_BYTES = 256 * MB  # shared strings counted each time they are used
XLSX_ROWS = 1_048_576  # Excel's own limit for one sheet
CELL_CHARACTERS = 32_767  # Excel's own limit for one cell
CSV_CELL_CHARACTERS = 2_000_000
HEADER_SEARCH_ROWS = 10
