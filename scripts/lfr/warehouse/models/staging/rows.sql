-- What every record prints, with types. One row = one printed row of any edition.
-- One SELECT per layout of records/layouts.toml: each cell is read by the kind of its column and called by its field. What a layout
-- does not print is NULL. The place cell of a deployment that was stopped early says so, in brackets: the only place where a record does.
{{ rows_of_layouts }}
