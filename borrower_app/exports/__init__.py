"""Files for the borrower's own use: a schedule as PDF, spreadsheet, CSV or calendar. Masked, never overwriting."""
