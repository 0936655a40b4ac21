namespace Leat.Storage.Sql.Writes;

/// <summary>What a command is going to look up. Told beforehand, it is looked up in one go with the needs of all commands in the
/// transaction; what was not told is looked up when the command asks for it.</summary>
/// <param name="RunId">The run that it is about, if it is about one. Commands on one run go to one writer.</param>
/// <param name="NewNames">Names that it uses and that this process does not know to be stored, if there are any.</param>
internal readonly record struct WriteNeeds(string? RunId = null, IReadOnlySet<string>? NewNames = null);
