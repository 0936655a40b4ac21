using System.Reflection;
using Leat.Core.Search;
using Leat.Storage.Sql.EvaluationDatasets;
using Leat.Storage.Sql.Experiments;
using Leat.Storage.Sql.Models;
using Leat.Storage.Sql.Registry;
using Leat.Storage.Sql.Runs;
using Leat.Storage.Sql.Search;
using Leat.Storage.Sql.Traces;

namespace Leat.Storage.Sql.Tests.Search;

/// <summary>What a search knows by name is in its table in Core, has a column, and stands in the documentation.</summary>
public sealed class AttributeTableTests
{
    [Fact]
    public void Runs() => Check(typeof(RunSearch), RunSearch.Attributes, RunSearchColumns.Instance, "Comparisons");

    [Fact]
    public void Traces() => Check(typeof(TraceSearch), TraceSearch.Attributes, TraceFilterSql.Columns, "Traces");

    [Fact]
    public void Experiments() =>
        Check(typeof(ExperimentSearch), ExperimentSearch.Attributes, ExperimentSearchTable.Instance.Columns, "Experiments");

    [Fact]
    public void Registered_models() => Check(
        typeof(RegisteredModelSearch), RegisteredModelSearch.Attributes, RegistrySearchTables.RegisteredModels.Columns, "Registered models");

    [Fact]
    public void Model_versions() =>
        Check(typeof(ModelVersionSearch), ModelVersionSearch.Attributes, RegistrySearchTables.ModelVersions.Columns, "Model versions");

    [Fact]
    public void Logged_models() =>
        Check(typeof(LoggedModelSearch), LoggedModelSearch.Attributes, ModelSearchStatement.Table.Columns, "Logged models");

    [Fact]
    public void Evaluation_datasets() => Check(
        typeof(EvaluationDatasetSearch),
        EvaluationDatasetSearch.Attributes,
        EvaluationDatasetSearchTable.Instance.Columns,
        "Evaluation datasets");

    [Fact]
    public void A_table_without_a_column_for_an_attribute_cannot_be_made() =>
        Should.Throw<ArgumentException>(() => new SearchColumns<Core.Experiment>(
            ExperimentSearch.Attributes, new() { [ExperimentSearch.Name] = "e.name" })).Message.ShouldContain("creation_time");

    private static void Check<T>(Type search, IReadOnlyList<AttributeField<T>> attributes, SearchColumns<T> columns, string heading)
    {
        search.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => property.GetValue(null)).OfType<AttributeField<T>>()
            .ShouldBe(attributes, ignoreOrder: true);
        attributes.ShouldAllBe(attribute => columns[attribute].Expression.Length > 0);
        var section = SectionOf(heading);
        foreach (var attribute in attributes.Where(attribute => attribute.IsSearchable || attribute.IsSortable))
            section.ShouldContain(attribute.Entity == SearchEntity.Dataset ? $".{attribute.Key}`" : $"`{attribute.Key}`");
    }

    private static string SectionOf(string heading)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Leat.slnx")))
            directory = directory.Parent ?? throw new InvalidOperationException("No Leat.slnx above the test assembly.");
        var text = File.ReadAllText(Path.Combine(directory.FullName, "docs", "search.md"));
        var start = text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, heading);
        var end = text.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }
}
