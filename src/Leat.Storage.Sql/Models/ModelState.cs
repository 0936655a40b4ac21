using System.Globalization;
using Leat.Core;
using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Models;

/// <summary>Looks up logged models for writes.</summary>
internal static class ModelState
{
    /// <summary>The number of a model that is not deleted.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.ResourceDoesNotExist"/>: no such model, or it is deleted.</exception>
    public static async ValueTask<long> GetKeyAsync(WriteTransaction transaction, string modelId) =>
        await FindKeyAsync(transaction, modelId).ConfigureAwait(false) ?? throw NotFound(modelId);

    /// <summary>The number of a model that is not deleted, or null.</summary>
    public static async ValueTask<long?> FindKeyAsync(WriteTransaction transaction, string modelId)
    {
        var key = await transaction.Session.ScalarAsync(
            "SELECT id FROM models WHERE model_id = @p0 AND deleted_ms IS NULL", modelId).ConfigureAwait(false);
        return key is null ? null : Convert.ToInt64(key, CultureInfo.InvariantCulture);
    }

    public static LeatException NotFound(string modelId) =>
        new ResourceName(ResourceKind.LoggedModel, modelId).NotFound();
}
