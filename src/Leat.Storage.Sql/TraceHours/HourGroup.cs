namespace Leat.Storage.Sql.TraceHours;

/// <summary>What traces, or spans, of an hour have in common that are added up together.</summary>
/// <param name="Status">The state of the traces, or the status of the spans.</param>
/// <param name="Name">Their name; null for traces without one.</param>
/// <param name="Type">The type of the spans.</param>
/// <param name="Model">The language model of the spans; null without one.</param>
/// <param name="Provider">Who runs it; null where that is not known.</param>
/// <param name="Later">How much later than their traces the spans began: in hours, or in the lengths of the period that it is a group of.</param>
internal readonly record struct HourGroup(
    long Status, string? Name, string? Type = null, string? Model = null, string? Provider = null, long Later = 0);
