-- Schema 8: papers are found by who wrote them, where and when. The index of names is made anew by the
-- rebuild that follows, since server/store/search/index.c is part of the extractor's version.
DROP TABLE name_text;
CREATE VIRTUAL TABLE name_text USING fts5 (
    title, -- of a paper; preferred labels of a concept
    names, -- short name and aliases; alternatives
    people, -- of a paper: authors, venue, year; else empty
    content = '', -- rowid = paper.id, or minus concept.id: one class is one range
    tokenize = 'paperstack'
);
INSERT INTO name_text (name_text, rank) VALUES ('hashsize', 4194304);
