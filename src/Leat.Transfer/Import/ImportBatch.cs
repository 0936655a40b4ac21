using Leat.Core;

namespace Leat.Transfer;

/// <summary>Stores things together, and one by one where the store refuses one of them, so that only that is left out.</summary>
internal sealed class ImportBatch(ImportLedger ledger, TransferKind kind)
{
    /// <summary>Stores them.</summary>
    /// <returns>Those that are stored.</returns>
    public async Task<IReadOnlyList<T>> LoadAsync<T>(IReadOnlyList<T> items, Func<T, string> idOf, Func<IReadOnlyList<T>, Task> load)
    {
        if (items.Count == 0)
            return items;
        try
        {
            await load(items).ConfigureAwait(false);
            ledger.Added(kind, items.Count);
            return items;
        }
        catch (LeatException error) when (IsOfItem(error))
        {
            if (items.Count == 1)
            {
                ledger.LeftOut(kind, idOf(items[0]), error.Message);
                return [];
            }
        }

        var stored = new List<T>(items.Count);
        foreach (var item in items)
            stored.AddRange(await LoadAsync([item], idOf, load).ConfigureAwait(false));
        return stored;
    }

    private static bool IsOfItem(LeatException error) =>
        error.Code is ErrorCode.InvalidParameterValue or ErrorCode.ResourceAlreadyExists or ErrorCode.ResourceDoesNotExist;
}
