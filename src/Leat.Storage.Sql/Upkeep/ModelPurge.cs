using Leat.Storage.Sql.Writes;

namespace Leat.Storage.Sql.Upkeep;

/// <summary>Removes the rows of logged models that are deleted, the model itself last.</summary>
internal static class ModelPurge
{
    private static readonly RowSlice[] Tables = RowSlice.OfOwner("models");

    /// <summary>Removes a piece of a model; true when all of it is gone.</summary>
    public static async ValueTask<bool> StepAsync(WriteTransaction transaction, long model)
    {
        if (!await RowSlice.DeleteAsync(Tables, transaction, model).ConfigureAwait(false))
            return false;
        await transaction.WriteAsync("DELETE FROM models WHERE id = @p0", model).ConfigureAwait(false);
        return true;
    }
}
