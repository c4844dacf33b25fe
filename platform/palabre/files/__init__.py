"""Files made anew, so that nothing of the old one survives but what is seen or heard.

Plain Python: no model, no request, no name of a file. See docs/adr/0010-files-rebuilt.md.
"""
