"""What is known before anything happens: units, departments, categories, files. Pure: values in, values out."""
