namespace Leat.Core;

/// <summary>Tells cheaply whether a store has changed. Safe for concurrent use.</summary>
public interface IStoreVersion
{
    /// <summary>A text that differs from an earlier one if anything was stored in between, by whatever program. It may also differ without a
    /// reason, as after the store was opened anew.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Up to 10,000 ASCII characters without quotes, commas and spaces. What is read from the store afterwards is at least as new.</returns>
    ValueTask<string> ReadAsync(CancellationToken cancellationToken = default);
}
