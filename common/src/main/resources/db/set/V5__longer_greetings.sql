-- A character of a greeting has at most 16 code points, and a greeting has 60 characters.
ALTER TABLE packets MODIFY greeting VARCHAR(960) NULL;
