-- What the catalog expected of a generation that succeeded, beside what Kie itself said that it charged.
ALTER TABLE working.generation
    ADD COLUMN priced_day      date,
    ADD COLUMN priced_revision text,
    ADD COLUMN priced_quote    numeric(14, 3),
    ADD COLUMN priced_charge   numeric(14, 3);

-- Sums over these, kept in the same transaction.
CREATE TABLE working.price_check (
    model            text           NOT NULL,
    catalog_revision text           NOT NULL,
    day              date           NOT NULL,
    generations      bigint         NOT NULL,
    deviating        bigint         NOT NULL,
    quoted           numeric(20, 3) NOT NULL,
    charged          numeric(20, 3) NOT NULL,
    PRIMARY KEY (day, model, catalog_revision)
);
