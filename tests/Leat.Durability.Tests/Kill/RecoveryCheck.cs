namespace Leat.Durability.Tests.Kill;

/// <summary>Compares what clients sent with what a server shows after it was killed and restarted.</summary>
internal static class RecoveryCheck
{
    /// <param name="writes">What clients sent.</param>
    /// <param name="shown">What the server shows.</param>
    /// <param name="keepsHalves">Whether a request that was cut off may be done in part.</param>
    /// <returns>Empty if every acknowledged write is there, nothing is there twice, nothing is there that nobody sent, and no request was
    /// half done.</returns>
    public static IReadOnlyList<string> FindFaults(IReadOnlyCollection<Write> writes, IReadOnlyCollection<Fact> shown, bool keepsHalves = false)
    {
        var present = new HashSet<Fact>(shown);
        var sent = writes.Where(write => !write.Withdrawn).SelectMany(write => write.Facts).ToHashSet();
        return
        [
            .. Lost(writes, present).Select(fact => $"acknowledged, but lost: {fact}"),
            .. shown.CountBy(fact => fact).Where(count => count.Value > 1)
                .Select(count => $"there {count.Value} times: {count.Key}"),
            .. present.Where(fact => !sent.Contains(fact)).Select(fact => $"there, but never sent: {fact}"),
            .. keepsHalves ? [] : Halves(writes, present).Select(write => $"done by half: {string.Join(", ", write.Facts.Take(3))} …"),
        ];
    }

    private static IEnumerable<Fact> Lost(IEnumerable<Write> writes, HashSet<Fact> present) =>
        writes.Where(write => write.Acknowledged).SelectMany(write => write.Facts).Where(fact => !present.Contains(fact));

    private static IEnumerable<Write> Halves(IEnumerable<Write> writes, HashSet<Fact> present) =>
        writes.Where(write => !write.Acknowledged && write.Facts.Count(present.Contains) is var there
            && there > 0 && there < write.Facts.Count);
}
