using System.Reflection;

namespace Leat.Transfer.Tests.Stores;

/// <summary>Passes the calls of an interface on, after a test has looked at them; what it throws is the call's answer.</summary>
public class WatchedCalls : DispatchProxy
{
    private object _inner = null!;
    private Action<string, object?[]> _watch = null!;

    public static T Of<T>(T inner, Action<string, object?[]> watch)
        where T : class
    {
        var proxy = Create<T, WatchedCalls>();
        ((WatchedCalls)(object)proxy)._inner = inner;
        ((WatchedCalls)(object)proxy)._watch = watch;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _watch(targetMethod!.Name, args ?? []);
        return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
    }
}
