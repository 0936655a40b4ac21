using System.Globalization;
using Leat.Core;

namespace Leat.Transfer;

/// <summary>Brings registered models and prompts. One that is there gets the versions, tags and aliases that it lacks.</summary>
internal sealed class RegistryImport(ITransferSource source, ITrackingStore target, ImportLedger ledger, bool dryRun)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var model in source.ReadRegisteredModelsAsync(cancellationToken).ConfigureAwait(false))
        {
            var admitted = Admit(model);
            if (dryRun)
                await LookAtAsync(admitted, cancellationToken).ConfigureAwait(false);
            else
                await BringAsync(admitted).ConfigureAwait(false);
        }
    }

    private async Task LookAtAsync(BulkRegisteredModel model, CancellationToken cancellationToken)
    {
        try
        {
            await target.Registry.GetRegisteredModelAsync(model.Model.Name, cancellationToken).ConfigureAwait(false);
            ledger.Kept(TransferKind.RegisteredModel);
            ledger.Kept(TransferKind.ModelVersion, model.Versions.Count);
        }
        catch (LeatException error) when (error.Code == ErrorCode.ResourceDoesNotExist)
        {
            ledger.Added(TransferKind.RegisteredModel);
            ledger.Added(TransferKind.ModelVersion, model.Versions.Count);
        }
    }

    private async Task BringAsync(BulkRegisteredModel model)
    {
        try
        {
            Tell(model, (await target.Bulk.LoadRegisteredModelsAsync([model], CancellationToken.None).ConfigureAwait(false))[0]);
        }
        catch (LeatException error) when (error.Code is ErrorCode.InvalidParameterValue or ErrorCode.ResourceAlreadyExists)
        {
            ledger.LeftOut(TransferKind.RegisteredModel, model.Model.Name, error.Message);
        }
    }

    private void Tell(BulkRegisteredModel model, BulkModelResult result)
    {
        if (result.IsNew)
            ledger.Added(TransferKind.RegisteredModel);
        else if (result.AddedVersions.Count > 0)
            ledger.Completed(TransferKind.RegisteredModel);
        else
            ledger.Kept(TransferKind.RegisteredModel);
        ledger.Added(TransferKind.ModelVersion, result.AddedVersions.Count);
        ledger.Kept(TransferKind.ModelVersion, model.Versions.Count - result.AddedVersions.Count - result.OtherVersions.Count);
        foreach (var version in result.OtherVersions)
            ledger.LeftOut(TransferKind.ModelVersion, NameOf(model, version), "Its number stands for another version here.");
        foreach (var alias in result.OtherAliases)
        {
            ledger.Note(new TransferNote(
                TransferKind.RegisteredModel, model.Model.Name, IsLoss: false, $"Its alias '{alias}' names another version here, or one that is not here, and stays so."));
        }
    }

    /// <summary>The model with the tags and aliases that can be kept.</summary>
    private BulkRegisteredModel Admit(BulkRegisteredModel model) => model with
    {
        Model = model.Model with
        {
            Tags = Admitted(TransferKind.RegisteredModel, model.Model.Name, model.Model.Tags, RegistryRules.CheckTag, tag => $"tag '{tag.Key}'"),
            Aliases = Admitted(
                TransferKind.RegisteredModel, model.Model.Name, model.Model.Aliases, alias => RegistryRules.CheckAlias(alias.Alias), alias => $"alias '{alias.Alias}'"),
        },
        Versions = [.. model.Versions.Select(version => version with
        {
            Tags = Admitted(TransferKind.ModelVersion, NameOf(model, version.Version), version.Tags, RegistryRules.CheckTag, tag => $"tag '{tag.Key}'"),
        })],
    };

    private List<T> Admitted<T>(TransferKind kind, string id, IReadOnlyList<T> entries, Action<T> check, Func<T, string> nameOf)
    {
        var kept = new List<T>(entries.Count);
        foreach (var entry in entries)
        {
            try
            {
                check(entry);
                kept.Add(entry);
            }
            catch (LeatException error)
            {
                ledger.Note(new TransferNote(kind, id, IsLoss: true, $"Its {TextRules.Truncate(nameOf(entry), 100)} was left out: {error.Message}"));
            }
        }

        return kept;
    }

    private static string NameOf(BulkRegisteredModel model, long version) => $"{model.Model.Name}/{version.ToString(CultureInfo.InvariantCulture)}";
}
