using Leat.Core;

namespace Leat.Transfer;

/// <summary>What a store no longer has, or never had.</summary>
internal static class Missing
{
    /// <summary>What was asked for; null if it is not there.</summary>
    public static async Task<T?> AsNullAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }
}
