"""Task lists (任务清单): what each level has to do in a year, how far each unit has come, and which tickets show it."""
