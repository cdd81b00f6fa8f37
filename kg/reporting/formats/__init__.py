"""A report in the forms in which people and programs take it: table, page, workbook, calendar, picture, letter."""
