"""What is handed in: values for the forms, the folder, its manifest."""
