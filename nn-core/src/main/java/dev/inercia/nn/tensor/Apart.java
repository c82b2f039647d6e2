package dev.inercia.nn.tensor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;

/**
 * Threads that inherit nothing from the thread that creates them. One-time work for the whole process runs on such a
 * thread. On the caller's thread, an interrupt would abort file reads, arrays would land in the caller's workspace, and
 * the caller's class loader would stay referenced by objects that outlive it.
 */
final class Apart {

    private Apart() {}

    /**
     * A daemon thread without its creator's thread-locals, thread group, priority, class loaders and security context.
     *
     * @param context its context class loader
     */
    @SuppressWarnings("removal") // on JDK 17 a thread keeps its creator's security context, and with it class loaders
    static Thread thread(String name, ClassLoader context, Runnable work) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            while (group.getParent() != null) {
                group = group.getParent();
            }
            Thread thread = new Thread(group, work, name, 0, false);
            thread.setDaemon(true);
            thread.setPriority(Thread.NORM_PRIORITY);
            thread.setContextClassLoader(context);
            return thread;
        });
    }

    /** Runs the work on such a thread and waits for it, even if interrupted; throws what it throws. */
    static void run(String name, ClassLoader context, Runnable work) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        thread(name, context, task).start();
        result(task);
    }

    /**
     * Calls a static method without parameters, with none of this library's classes on the stack: for methods that
     * start threads which live as long as the process. On JDK 17 a thread keeps the security context of its creation.
     * That context references the class loaders of all classes on the stack at that time, and at the time its creator
     * was created, so the first application to call this could never be unloaded. The JDK creates the threads of a
     * fork-join pool in a context of their own.
     *
     * @param context the thread's context class loader
     * @return what the method returns; throws what it throws
     */
    static Object call(ClassLoader context, Class<?> type, String method, Class<?> returned) {
        FutureTask<?> task = new FutureTask<>(foreign(context, type, method, returned));
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            pool.execute(task);
            return result(task);
        } finally {
            pool.shutdown();
        }
    }

    /** The call as method handles: a lambda would be one of this library's classes. */
    private static Callable<?> foreign(ClassLoader context, Class<?> type, String method, Class<?> returned) {
        Lookup lookup = MethodHandles.publicLookup();
        try {
            MethodHandle setContext = lookup.findVirtual(
                    Thread.class, "setContextClassLoader", MethodType.methodType(void.class, ClassLoader.class));
            MethodHandle ofCurrent = MethodHandles.collectArguments(
                    MethodHandles.insertArguments(setContext, 1, context),
                    0,
                    lookup.findStatic(Thread.class, "currentThread", MethodType.methodType(Thread.class)));
            MethodHandle called = lookup.findStatic(type, method, MethodType.methodType(returned));
            return MethodHandleProxies.asInterfaceInstance(
                    Callable.class, MethodHandles.foldArguments(called, ofCurrent));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a task, even if interrupted; throws what it throws. Preserves the interrupt flag. */
    static <T> T result(FutureTask<T> task) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause(); // a Runnable throws nothing else
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
