using System.Reflection;
using System.Runtime.CompilerServices;
using Leat.Architecture.Tests.Projects;

namespace Leat.Architecture.Tests.Conventions;

/// <summary>I/O methods are recognisable and cancellable: a method that returns a task ends in <c>Async</c> and takes a
/// <see cref="CancellationToken"/> last.</summary>
public sealed class AsyncMethodTests
{
    // Methods whose name or shape is given from outside: entry points, delegates, disposal.
    private static readonly string[] NamedByOthers = ["<Main>$", "Main", "DisposeAsync", "Invoke", "EndInvoke"];

    // Ends the session like disposal: stopping half-way would lose queued data.
    private static readonly string[] WithoutToken = ["Leat.Client.Tracking.ShutdownAsync"];

    public static TheoryData<string> Assemblies => [.. ProjectFile.Source.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Method_that_returns_a_task_ends_in_async(string assembly) =>
        TaskMethods(assembly)
            .Where(method => !PlainName(method).EndsWith("Async", StringComparison.Ordinal))
            .Select(Describe)
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Public_method_that_returns_a_task_takes_a_cancellation_token_last(string assembly) =>
        TaskMethods(assembly)
            .Where(method => method.IsPublic && method.DeclaringType!.IsVisible)
            .Where(method => method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
            .Select(Describe)
            .Except(WithoutToken)
            .ShouldBeEmpty();

    [Fact]
    public void Rule_sees_the_store_contracts() =>
        TaskMethods("Leat.Core").Select(PlainName).ShouldContain("CreateRunAsync");

    private static IEnumerable<MethodInfo> TaskMethods(string assembly) =>
        Assembly.Load(assembly).GetTypes()
            .Where(type => !IsGenerated(type))
            .SelectMany(type => type.GetMethods(
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => ReturnsTask(method) && !IsGenerated(method) && !IsShapedByOthers(method));

    private static bool ReturnsTask(MethodInfo method)
    {
        var type = method.ReturnType;
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return open == typeof(Task) || open == typeof(Task<>) || open == typeof(ValueTask) || open == typeof(ValueTask<>);
    }

    /// <summary>Local functions, lambdas and state machines have a <c>&lt;</c> in their names.</summary>
    private static bool IsGenerated(MemberInfo member) =>
        member.Name.Contains('<') && !NamedByOthers.Contains(member.Name)
        || member.IsDefined(typeof(CompilerGeneratedAttribute))
        || (member.DeclaringType is { } outer && IsGenerated(outer));

    /// <summary>Properties, overrides and implementations of members declared outside Leat.</summary>
    private static bool IsShapedByOthers(MethodInfo method) =>
        method.IsSpecialName
        || NamedByOthers.Contains(PlainName(method))
        || method.GetBaseDefinition().DeclaringType!.Assembly != method.DeclaringType!.Assembly
        || ImplementsForeignInterface(method);

    private static bool ImplementsForeignInterface(MethodInfo method)
    {
        var type = method.DeclaringType!;
        if (type.IsInterface)
            return false;
        return type.GetInterfaces()
            .Where(contract => !contract.Assembly.GetName().Name!.StartsWith("Leat", StringComparison.Ordinal))
            .Any(contract => type.GetInterfaceMap(contract).TargetMethods.Contains(method));
    }

    /// <summary>The name without the interface name that explicit implementations carry.</summary>
    private static string PlainName(MethodInfo method) => method.Name[(method.Name.LastIndexOf('.') + 1)..];

    private static string Describe(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
