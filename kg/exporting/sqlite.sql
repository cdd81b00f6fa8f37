-- The tables of `kg export sqlite`. An id is the last part of the thing's IRI, the same in every build;
-- those of facts, outcomes and evidence are numbers, in the order of `kg facts`.

CREATE TABLE councils (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  gss_code TEXT,
  local_authority_code TEXT,
  nation TEXT,
  region TEXT,
  type TEXT
);

CREATE TABLE services (
  id TEXT PRIMARY KEY, -- as queries and reports write it: adult-social-care
  name TEXT NOT NULL
);

CREATE TABLE suppliers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  owner_id TEXT REFERENCES suppliers (id) -- by the catalogue
);

CREATE TABLE systems (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  supplier_id TEXT REFERENCES suppliers (id) -- by the catalogue; what letters say stands in facts
);

CREATE TABLE letters (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL, -- of its file
  council_id TEXT NOT NULL REFERENCES councils (id),
  date TEXT, -- EDTF, mostly YYYY-MM-DD
  request_id TEXT, -- the council's reference of the request
  subject TEXT,
  act TEXT
);

CREATE TABLE contracts (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL, -- its reference, else what it is for
  council_id TEXT NOT NULL REFERENCES councils (id),
  services TEXT, -- ids, by commas
  system_id TEXT REFERENCES systems (id), -- where there is one
  supplier_id TEXT REFERENCES suppliers (id), -- likewise
  "start" TEXT, -- EDTF, as stated; the values of several letters by commas
  "end" TEXT,
  end_earliest TEXT, -- the days that the end may mean, over all letters: YYYY-MM-DD
  end_latest TEXT,
  term TEXT, -- ISO 8601
  extension TEXT,
  route TEXT,
  annual_cost REAL, -- pounds; of several letters the newest
  total_cost REAL,
  reference TEXT,
  reference_status TEXT, -- stated by a letter, inferred by a rule, or taken from the reference data
  system TEXT, -- in words; where letters name several, by commas
  system_status TEXT,
  supplier TEXT,
  supplier_status TEXT
);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  letter_id TEXT NOT NULL REFERENCES letters (id),
  "start" INTEGER NOT NULL, -- half-open, in Unicode code points of the letter's text
  "end" INTEGER NOT NULL,
  page INTEGER, -- of the file, from 1; empty where it has none
  before TEXT,
  quote TEXT NOT NULL,
  after TEXT,
  UNIQUE (letter_id, "start", "end")
);

CREATE TABLE facts (
  id INTEGER PRIMARY KEY,
  council_id TEXT NOT NULL REFERENCES councils (id),
  service_id TEXT REFERENCES services (id),
  system_id TEXT REFERENCES systems (id), -- that the fact is about
  field TEXT NOT NULL,
  value NOT NULL, -- a number where it is one
  stated TEXT, -- the value in the letter's words
  quote TEXT,
  letter_id TEXT NOT NULL REFERENCES letters (id),
  question TEXT, -- its label in the letter
  contract_id TEXT REFERENCES contracts (id), -- that the fact is about
  supplier_id TEXT REFERENCES suppliers (id), -- that is the value
  earliest TEXT, -- of dates, the days that the value may mean
  latest TEXT,
  status TEXT NOT NULL, -- stated by a letter, or inferred by a rule
  certainty TEXT NOT NULL,
  confidence REAL, -- how likely it was read rightly, from 0 to 1
  extractor TEXT NOT NULL,
  evidence_id INTEGER REFERENCES evidence (id),
  claim TEXT NOT NULL UNIQUE -- the last part of its IRI
);

CREATE TABLE outcomes (
  id INTEGER PRIMARY KEY,
  council_id TEXT NOT NULL REFERENCES councils (id),
  letter_id TEXT NOT NULL REFERENCES letters (id),
  question TEXT,
  outcome TEXT NOT NULL,
  exemption TEXT, -- sections, by semicolons
  act TEXT,
  referral TEXT, -- where the letter sends its reader
  quote TEXT,
  evidence_id INTEGER REFERENCES evidence (id)
);
--
CREATE INDEX letters_by_council ON letters (council_id);
CREATE INDEX systems_by_supplier ON systems (supplier_id);
CREATE INDEX suppliers_by_owner ON suppliers (owner_id);
CREATE INDEX contracts_by_council ON contracts (council_id);
CREATE INDEX contracts_by_system ON contracts (system_id);
CREATE INDEX contracts_by_supplier ON contracts (supplier_id);
CREATE INDEX contracts_by_end ON contracts (end_latest, end_earliest);
CREATE INDEX facts_by_letter ON facts (letter_id);
CREATE INDEX facts_by_council ON facts (council_id, field);
CREATE INDEX facts_by_service ON facts (service_id, field);
CREATE INDEX facts_by_system ON facts (system_id, field);
CREATE INDEX facts_by_contract ON facts (contract_id, field);
CREATE INDEX facts_by_supplier ON facts (supplier_id, field);
CREATE INDEX facts_by_evidence ON facts (evidence_id);
CREATE INDEX facts_by_field ON facts (field, latest);
CREATE INDEX outcomes_by_letter ON outcomes (letter_id);
CREATE INDEX outcomes_by_council ON outcomes (council_id);
CREATE INDEX outcomes_by_outcome ON outcomes (outcome, exemption);
CREATE INDEX outcomes_by_evidence ON outcomes (evidence_id);

-- The doubled quotation marks are what Datasette knows an index of words by.
CREATE VIRTUAL TABLE facts_fts USING fts5 (
  quote, stated, content="facts", content_rowid="id", tokenize="porter unicode61"
);
CREATE VIRTUAL TABLE outcomes_fts USING fts5 (
  quote, content="outcomes", content_rowid="id", tokenize="porter unicode61"
);
CREATE VIRTUAL TABLE evidence_fts USING fts5 (
  quote, content="evidence", content_rowid="id", tokenize="porter unicode61"
);
INSERT INTO facts_fts (facts_fts) VALUES ('rebuild');
INSERT INTO outcomes_fts (outcomes_fts) VALUES ('rebuild');
INSERT INTO evidence_fts (evidence_fts) VALUES ('rebuild');
INSERT INTO facts_fts (facts_fts) VALUES ('optimize');
INSERT INTO outcomes_fts (outcomes_fts) VALUES ('optimize');
INSERT INTO evidence_fts (evidence_fts) VALUES ('optimize');

-- What `kg facts` prints, row by row.
CREATE VIEW flat_facts AS
SELECT
  letters.name AS letter, councils.name AS council, letters.date AS letter_date, letters.request_id,
  facts.question, facts.service_id AS service, systems.name AS system, facts.field, facts.value, facts.stated,
  facts.quote, evidence."start", evidence."end", facts.status, facts.certainty, facts.extractor, facts.confidence
FROM facts
JOIN letters ON letters.id = facts.letter_id
JOIN councils ON councils.id = facts.council_id
LEFT JOIN systems ON systems.id = facts.system_id
LEFT JOIN evidence ON evidence.id = facts.evidence_id
ORDER BY facts.id;
