"""Spreadsheets of strangers read in a child process; ours written so that no cell is ever a live formula."""
