using Leat.Core;

namespace Leat.Client;

/// <summary>Runs a call again when the store reports that a later try may succeed.</summary>
/// <remarks>A store that <see cref="StoreFeatures.RetriesItself"/> does not need it; then <paramref name="maxRetries"/> is 0.</remarks>
internal sealed class TransientRetry(int maxRetries, TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await call(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (LeatException exception) when (exception.IsTransient && attempt < maxRetries)
            {
                await Task.Delay(FirstDelay * (1 << attempt), timeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
