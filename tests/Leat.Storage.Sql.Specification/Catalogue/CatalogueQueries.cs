namespace Leat.Storage.Sql.Specification.Catalogue;

/// <summary>Queries for what a database knows of its own tables.</summary>
/// <param name="Tables">Name, options.</param>
/// <param name="Columns">Table, name, type, whether it may be null (0 or 1), default, what follows the key (AUTOINCREMENT); in their order.</param>
/// <param name="Keys">Table, kind (P, U or F), name, column, and of a foreign key the other table and column; columns in their order.</param>
/// <param name="Indexes">Table, name, what it is made of. Not those of keys.</param>
public sealed record CatalogueQueries(string Tables, string Columns, string Keys, string Indexes);
