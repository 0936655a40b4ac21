using System.Reflection;

namespace Leat.Storage.Specification;

/// <summary>No suite may be forgotten: a store's test project derives from each abstract one, or says why not.</summary>
public abstract class ComplianceSpecification
{
    /// <summary>Where the suites are.</summary>
    protected virtual IEnumerable<Assembly> Suites => [typeof(StoreSpecification<>).Assembly];

    /// <summary>Suites that the store does not run, each with its reason.</summary>
    protected virtual IReadOnlyDictionary<Type, string> LeftOut => new Dictionary<Type, string>();

    [Fact]
    public void Every_suite_of_the_specification_runs_on_this_store()
    {
        var suites = Suites.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsAbstract && type.IsGenericType && type.Name.EndsWith("Specification`1", StringComparison.Ordinal))
            .Where(type => type != typeof(StoreSpecification<>));
        var run = GetType().Assembly.GetTypes()
            .Where(type => type.BaseType is { IsGenericType: true })
            .Select(type => type.BaseType!.GetGenericTypeDefinition());

        suites.Except(run).ShouldBe(LeftOut.Keys, ignoreOrder: true);
    }
}
