using System.Globalization;
using System.Numerics;
using Leat.Core;

namespace Leat.Storage.Sql.Experiments;

/// <summary>Experiment ids are the row's number as text.</summary>
internal static class ExperimentKey
{
    private const int MaxQuotedLength = 100;

    /// <summary>The number of an id.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: not a number.
    /// <see cref="ErrorCode.ResourceDoesNotExist"/>: a number that no experiment can have.</exception>
    public static long Parse(string experimentId) => TryParse(experimentId, out var key) ? key : throw Refusal(experimentId);

    /// <summary>The number of an id; false if it is not one. Only the canonical form counts: <c>1</c>, not <c>01</c>.</summary>
    public static bool TryParse(string experimentId, out long key) =>
        long.TryParse(experimentId, NumberStyles.None, CultureInfo.InvariantCulture, out key)
        && key.ToString(CultureInfo.InvariantCulture) == experimentId;

    /// <summary>The numbers of the ids that are valid, each once.</summary>
    public static IReadOnlyList<long> ParseValid(IReadOnlyList<string> experimentIds)
    {
        var keys = new HashSet<long>(experimentIds.Count);
        foreach (var id in experimentIds)
        {
            if (TryParse(id, out var key))
                keys.Add(key);
        }

        return [.. keys];
    }

    private static LeatException Refusal(string experimentId) =>
        BigInteger.TryParse(experimentId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? NotFound(experimentId)
            : LeatException.InvalidParameter($"Invalid experiment ID: '{TextRules.Truncate(experimentId, MaxQuotedLength)}'. Experiments are numbered: give a whole number.");

    public static LeatException NotFound(string experimentId) =>
        new ResourceName(ResourceKind.Experiment, experimentId).NotFound();

    public static LeatException BeingRemoved(string experimentId) => LeatException.DoesNotExist(
        $"No Experiment with id={experimentId} exists: it was deleted and is being removed for good");
}
