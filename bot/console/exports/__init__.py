"""Tables as files for a spreadsheet. Values that a spreadsheet would run are text."""
