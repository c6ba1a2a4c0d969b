-- What suggestions are ranked by, apart from the long rows of papers: some hundred names that begin alike lie on
-- as many pages of the table, but on a tenth as many of this index.
CREATE INDEX paper_rank ON paper (id, n_notes DESC, key);
