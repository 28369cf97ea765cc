-- Every printed cell of every edition. One row = one cell as printed; NULL = printed empty.
{{ cells_of_layouts }}
