namespace Leat.Transfer.Verify;

/// <summary>Sums up what is compared.</summary>
internal sealed class VerifyLedger
{
    private const int MostOfKind = 1_000;

    private readonly SortedDictionary<TransferKind, (long Source, long Here, Digest SourceSum, Digest HereSum)> _sums = [];
    private readonly Dictionary<TransferKind, int> _listed = [];
    private readonly List<VerifyDifference> _differences = [];
    private long _count;
    private long _missing;

    public long Points { get; set; }

    /// <summary>Compares a thing with the same one here; null if there is none.</summary>
    public void Compare(TransferKind kind, string id, Fingerprint source, Fingerprint? here)
    {
        here?.LeaveOutChoices(source);
        var sum = _sums.GetValueOrDefault(kind);
        _sums[kind] = (
            sum.Source + 1,
            sum.Here + (here is null ? 0 : 1),
            sum.SourceSum + Digest.Of(id, source.Total.ToString()),
            here is null ? sum.HereSum : sum.HereSum + Digest.Of(id, here.Total.ToString()));
        if (here is null)
        {
            Add(new VerifyDifference(kind, id, "is not here", IsMissing: true));
            return;
        }

        foreach (var (text, isMissing) in source.DifferencesOf(here))
            Add(new VerifyDifference(kind, id, text, isMissing));
    }

    public VerifyReport ToReport() => new(
        [.. _sums.Select(sum => new VerifyCount(sum.Key, sum.Value.Source, sum.Value.Here, sum.Value.SourceSum.ToString(), sum.Value.HereSum.ToString()))],
        Points,
        _differences,
        _count,
        _missing);

    private void Add(VerifyDifference difference)
    {
        _count++;
        if (difference.IsMissing)
            _missing++;
        var listed = _listed.GetValueOrDefault(difference.Kind);
        _listed[difference.Kind] = listed + 1;
        if (listed < MostOfKind)
            _differences.Add(difference);
    }
}
