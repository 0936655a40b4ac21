using System.Reflection;

namespace Leat.Core.Tests.Changes;

/// <summary>Implements an interface by one function of the method and its arguments.</summary>
/// <typeparam name="T">The interface.</typeparam>
#pragma warning disable CA1852 // DispatchProxy derives a type from it when the program runs.
internal class StubOf<T> : DispatchProxy
#pragma warning restore CA1852
    where T : class
{
    private Func<MethodInfo, object?[], object?>? _answer;

    public static T Answering(Func<MethodInfo, object?[], object?> answer)
    {
        var stub = Create<T, StubOf<T>>();
        ((StubOf<T>)(object)stub)._answer = answer;
        return stub;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer!(targetMethod!, args ?? []);
}
