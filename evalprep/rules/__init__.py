"""The judgement: vocabulary, three-valued logic, facts, evaluation. Pure: touches no file, asks no clock."""
