namespace Leat.Storage.Sql.Writes;

/// <summary>What a command will look up. Declared needs are looked up in one go with those of all commands in the transaction; anything
/// else is looked up on demand.</summary>
/// <param name="RunId">The run it concerns, if any. Commands for one run go to one writer.</param>
/// <param name="NewNames">Names it uses that this process does not know to be stored, if any.</param>
internal readonly record struct WriteNeeds(string? RunId = null, IReadOnlySet<string>? NewNames = null);
