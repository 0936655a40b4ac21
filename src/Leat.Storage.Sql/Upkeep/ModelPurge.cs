using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Removes the rows of logged models that are deleted, the model itself last.</summary>
internal static class ModelPurge
{
    private static readonly RowSlice[] Tables =
    [
        new("model_metrics", "model", 512, "name", "run"),
        new("model_params", "model", 512, "name"),
        new("model_tags", "model", 512, "name"),
    ];

    /// <summary>Removes a piece of a model; true when all of it is gone.</summary>
    public static async ValueTask<bool> StepAsync(WriteTransaction transaction, long model)
    {
        foreach (var table in Tables)
        {
            if (!await table.DeleteAsync(transaction, model).ConfigureAwait(false))
                return false;
        }

        await transaction.WriteAsync("DELETE FROM models WHERE id = @p0", model).ConfigureAwait(false);
        return true;
    }
}
